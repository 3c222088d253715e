# CMake generated Testfile for 
# Source directory: /tmp/w-import/tests/core/project
# Build directory: /tmp/w-import/b/tests/core/project
# 
# This file includes the relevant testing commands required for 
# testing this directory and lists subdirectories to be tested as well.
include("/tmp/w-import/b/tests/core/project/test_project[1]_include.cmake")
