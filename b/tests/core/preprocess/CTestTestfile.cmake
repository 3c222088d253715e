# CMake generated Testfile for 
# Source directory: /tmp/w-import/tests/core/preprocess
# Build directory: /tmp/w-import/b/tests/core/preprocess
# 
# This file includes the relevant testing commands required for 
# testing this directory and lists subdirectories to be tested as well.
include("/tmp/w-import/b/tests/core/preprocess/test_preprocess[1]_include.cmake")
