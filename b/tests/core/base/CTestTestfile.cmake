# CMake generated Testfile for 
# Source directory: /tmp/w-import/tests/core/base
# Build directory: /tmp/w-import/b/tests/core/base
# 
# This file includes the relevant testing commands required for 
# testing this directory and lists subdirectories to be tested as well.
include("/tmp/w-import/b/tests/core/base/test_base[1]_include.cmake")
