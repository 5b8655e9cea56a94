"""Contoso Shop: a small online shop that signs its customers in with Doorstep."""
