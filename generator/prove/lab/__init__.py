"""A lab of private network namespaces that looks like a cluster of kubeadm: real CNI plugins, real traffic."""

from generator.prove.lab.actions import Answer, Result
from generator.prove.lab.client import Lab, Trial
from generator.prove.lab.failure import LabError, LabUnavailableError
from generator.prove.lab.steady import steady
from generator.prove.lab.topology import Node, Outside, Pod, Port, Service, ServicePort, Topology, two_nodes

__all__ = [
    "Answer",
    "Lab",
    "LabError",
    "LabUnavailableError",
    "Node",
    "Outside",
    "Pod",
    "Port",
    "Result",
    "Service",
    "ServicePort",
    "Topology",
    "Trial",
    "steady",
    "two_nodes",
]
