# CMake generated Testfile for 
# Source directory: /tmp/w-import/tests/core/data
# Build directory: /tmp/w-import/b/tests/core/data
# 
# This file includes the relevant testing commands required for 
# testing this directory and lists subdirectories to be tested as well.
include("/tmp/w-import/b/tests/core/data/test_data[1]_include.cmake")
