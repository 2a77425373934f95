"""Objects go in; a simulated Kubernetes 1.37 API server, to which real kubectl talks, comes out: no container runs.

What follows the real server: addresses, discovery, OpenAPI, strict decoding, validation in its words, defaults,
allocation of addresses and ports, the columns of `kubectl get`, the objects that controllers derive, all in one moment.
What does not: authentication and RBAC, field ownership and its conflicts, CEL rules, events, Jobs, the lists of
possible values inside descriptions, anything inside a container. What cannot be told of those is refused with 501.

Two runs give the same output, but for what kubectl reckons from its own clock: ages in `describe node`, the time that
`rollout restart` writes, the order in which `drain` evicts.
"""

from .failures import ApiError
from .server import Simulator

__all__ = ["ApiError", "Simulator"]
