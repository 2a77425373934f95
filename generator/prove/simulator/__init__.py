"""Objects go in; a simulated Kubernetes 1.37 API server, to which real kubectl talks, comes out: no container runs.

What follows the real server: addresses, discovery, OpenAPI, strict decoding, validation in its words, defaults,
allocation of addresses and ports, the columns of `kubectl get`, the objects that controllers derive. What does not:
authentication, RBAC, field ownership, CEL rules, anything inside a container.
"""

from .failures import ApiError
from .server import Simulator

__all__ = ["ApiError", "Simulator"]
