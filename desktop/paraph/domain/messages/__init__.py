"""What an error, a notice or a finding says: what happened, what is safe, what to do."""
