# CMake generated Testfile for 
# Source directory: /tmp/w-import/tests
# Build directory: /tmp/w-import/b/tests
# 
# This file includes the relevant testing commands required for 
# testing this directory and lists subdirectories to be tested as well.
subdirs("core/base")
subdirs("core/data")
subdirs("core/import")
subdirs("core/preprocess")
subdirs("core/features")
subdirs("core/clustering")
subdirs("core/detect")
subdirs("core/baselines")
subdirs("core/model")
subdirs("core/eval")
subdirs("core/project")
subdirs("core/pipeline")
subdirs("lint")
subdirs("cli")
