"""What a composition lacks, as the law or the practice would have it. A check reports; it never seats anyone."""
