"""A lab of private network namespaces that looks like a kubeadm cluster of two nodes, with real CNI plugins and real traffic."""

from generator.prove.lab.actions import Answer, Result
from generator.prove.lab.client import Lab, Trial
from generator.prove.lab.failure import LabError, LabUnavailable
from generator.prove.lab.topology import Node, Outside, Pod, Port, Service, ServicePort, Topology, two_nodes

__all__ = [
    "Answer",
    "Lab",
    "LabError",
    "LabUnavailable",
    "Node",
    "Outside",
    "Pod",
    "Port",
    "Result",
    "Service",
    "ServicePort",
    "Topology",
    "Trial",
    "two_nodes",
]
