"""What all else stands on: checks of arguments, the flat vector θ, random streams, records, files, formulas."""
