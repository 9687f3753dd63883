"""What waits to reach the service: kept up while the window stands, shown, and settled."""
