# CMake generated Testfile for 
# Source directory: /tmp/w-import/tests/core/eval
# Build directory: /tmp/w-import/b/tests/core/eval
# 
# This file includes the relevant testing commands required for 
# testing this directory and lists subdirectories to be tested as well.
include("/tmp/w-import/b/tests/core/eval/test_eval[1]_include.cmake")
