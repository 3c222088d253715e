# CMake generated Testfile for 
# Source directory: /tmp/w-import/tests/core/detect
# Build directory: /tmp/w-import/b/tests/core/detect
# 
# This file includes the relevant testing commands required for 
# testing this directory and lists subdirectories to be tested as well.
include("/tmp/w-import/b/tests/core/detect/test_detect[1]_include.cmake")
