"""Rendered bytes in, files below build/ out: the only step that writes."""

from generator.write.files import Written, replace_file, write_files
from generator.write.released import write_released
from generator.write.site import SiteError, build_site
from generator.write.stamp import is_untouched, read_stamp, write_stamp

__all__ = [
    "SiteError",
    "Written",
    "build_site",
    "is_untouched",
    "read_stamp",
    "replace_file",
    "write_files",
    "write_released",
    "write_stamp",
]
