# CMake generated Testfile for 
# Source directory: /tmp/w-import/tests/core/import
# Build directory: /tmp/w-import/b/tests/core/import
# 
# This file includes the relevant testing commands required for 
# testing this directory and lists subdirectories to be tested as well.
include("/tmp/w-import/b/tests/core/import/test_import[1]_include.cmake")
