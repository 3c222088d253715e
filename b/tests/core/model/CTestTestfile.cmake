# CMake generated Testfile for 
# Source directory: /tmp/w-import/tests/core/model
# Build directory: /tmp/w-import/b/tests/core/model
# 
# This file includes the relevant testing commands required for 
# testing this directory and lists subdirectories to be tested as well.
include("/tmp/w-import/b/tests/core/model/test_model[1]_include.cmake")
