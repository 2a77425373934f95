"""Facts in; what real programs did with them, in the ledger facts/proofs.lock, out."""
