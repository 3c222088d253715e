# CMake generated Testfile for 
# Source directory: /tmp/w-import/tests/core/features
# Build directory: /tmp/w-import/b/tests/core/features
# 
# This file includes the relevant testing commands required for 
# testing this directory and lists subdirectories to be tested as well.
include("/tmp/w-import/b/tests/core/features/test_features[1]_include.cmake")
include("/tmp/w-import/b/tests/core/features/test_features_golden[1]_include.cmake")
