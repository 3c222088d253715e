# CMake generated Testfile for 
# Source directory: /tmp/w-import/tests/core/clustering
# Build directory: /tmp/w-import/b/tests/core/clustering
# 
# This file includes the relevant testing commands required for 
# testing this directory and lists subdirectories to be tested as well.
include("/tmp/w-import/b/tests/core/clustering/test_clustering[1]_include.cmake")
