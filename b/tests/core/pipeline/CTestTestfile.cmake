# CMake generated Testfile for 
# Source directory: /tmp/w-import/tests/core/pipeline
# Build directory: /tmp/w-import/b/tests/core/pipeline
# 
# This file includes the relevant testing commands required for 
# testing this directory and lists subdirectories to be tested as well.
include("/tmp/w-import/b/tests/core/pipeline/test_pipeline[1]_include.cmake")
