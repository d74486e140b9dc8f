"""All measurements; `make bench`."""

from bench import throughput

throughput.main()
