"""A small Linux machine for the page: the lab's two nodes, made of Debian's packages, booted once and saved."""

from generator.vm.booting import KernelKind
from generator.vm.building import KERNELS, build_vm, is_current, pin_packages
from generator.vm.failure import VmError

__all__ = ["KERNELS", "KernelKind", "VmError", "build_vm", "is_current", "pin_packages"]
