"""Kubernetes objects and requests or connections go in; what real proxies and a real kernel did with them comes out."""
