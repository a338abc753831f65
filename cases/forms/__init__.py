"""Forms: what each page asks, in the words and the order of a conversation."""
