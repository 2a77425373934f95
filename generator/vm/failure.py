"""The reason why there can be no virtual machine here, told in Spanish, as an exception."""


class VmError(Exception):
    """Something that the author can do something about; the message says what."""
