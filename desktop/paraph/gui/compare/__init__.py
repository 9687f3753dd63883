"""Two versions of a document beside one another, with what differs marked."""
