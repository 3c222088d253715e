# CMake generated Testfile for 
# Source directory: /tmp/w-import/tests/core/baselines
# Build directory: /tmp/w-import/b/tests/core/baselines
# 
# This file includes the relevant testing commands required for 
# testing this directory and lists subdirectories to be tested as well.
include("/tmp/w-import/b/tests/core/baselines/test_baselines[1]_include.cmake")
