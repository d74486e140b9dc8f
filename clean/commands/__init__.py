"""What the commands do, apart from how they are called: a command line imports these."""
