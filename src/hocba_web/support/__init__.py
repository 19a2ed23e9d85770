"""Who helps: guides, fault reports, requests, incidents, privacy, training."""
