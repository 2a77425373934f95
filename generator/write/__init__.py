"""Rendered bytes in, files below build/ out: the only step that writes."""

from generator.write.files import Written, replace_file, write_files
from generator.write.released import write_released
from generator.write.site import SiteError, build_site

__all__ = ["SiteError", "Written", "build_site", "replace_file", "write_files", "write_released"]
