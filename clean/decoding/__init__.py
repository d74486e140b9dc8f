"""What bytes and wrongly decoded text may have been: tables, likelihoods, searches."""
