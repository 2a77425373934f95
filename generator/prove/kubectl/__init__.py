"""Command lines go in; what the real kubectl makes of them, and whether that proves them, comes out."""

from .judging import Verdict, prove_generator, prove_parses, run_in_simulator
from .running import Call, MissingKubectlError, Result, kubectl_path, run_kubectl, run_line, version

__all__ = [
    "Call",
    "MissingKubectlError",
    "Result",
    "Verdict",
    "kubectl_path",
    "prove_generator",
    "prove_parses",
    "run_in_simulator",
    "run_kubectl",
    "run_line",
    "version",
]
