# CMake generated Testfile for 
# Source directory: /tmp/w-import
# Build directory: /tmp/w-import/b
# 
# This file includes the relevant testing commands required for 
# testing this directory and lists subdirectories to be tested as well.
subdirs("core")
subdirs("app")
subdirs("tests")
subdirs("installer")
