# CMake generated Testfile for 
# Source directory: /tmp/w-import/installer
# Build directory: /tmp/w-import/b/installer
# 
# This file includes the relevant testing commands required for 
# testing this directory and lists subdirectories to be tested as well.
