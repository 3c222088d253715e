# CMake generated Testfile for 
# Source directory: /tmp/w-import/tests/cli
# Build directory: /tmp/w-import/b/tests/cli
# 
# This file includes the relevant testing commands required for 
# testing this directory and lists subdirectories to be tested as well.
add_test([=[cli.WholeJob]=] "/root/.pyenv/shims/python3" "/tmp/w-import/tests/cli/cli_test.py" "/tmp/w-import/b/bin/nodesentry" "WholeJob")
set_tests_properties([=[cli.WholeJob]=] PROPERTIES  LABELS "cli;torch" TIMEOUT "900" _BACKTRACE_TRIPLES "/tmp/w-import/tests/cli/CMakeLists.txt;3;add_test;/tmp/w-import/tests/cli/CMakeLists.txt;0;")
add_test([=[cli.Interruptions]=] "/root/.pyenv/shims/python3" "/tmp/w-import/tests/cli/cli_test.py" "/tmp/w-import/b/bin/nodesentry" "Interruptions")
set_tests_properties([=[cli.Interruptions]=] PROPERTIES  LABELS "cli;torch" TIMEOUT "900" _BACKTRACE_TRIPLES "/tmp/w-import/tests/cli/CMakeLists.txt;3;add_test;/tmp/w-import/tests/cli/CMakeLists.txt;0;")
add_test([=[cli.BadInput]=] "/root/.pyenv/shims/python3" "/tmp/w-import/tests/cli/cli_test.py" "/tmp/w-import/b/bin/nodesentry" "BadInput")
set_tests_properties([=[cli.BadInput]=] PROPERTIES  LABELS "cli;torch" TIMEOUT "900" _BACKTRACE_TRIPLES "/tmp/w-import/tests/cli/CMakeLists.txt;3;add_test;/tmp/w-import/tests/cli/CMakeLists.txt;0;")
add_test([=[cli.Usage]=] "/root/.pyenv/shims/python3" "/tmp/w-import/tests/cli/cli_test.py" "/tmp/w-import/b/bin/nodesentry" "Usage")
set_tests_properties([=[cli.Usage]=] PROPERTIES  LABELS "cli;torch" TIMEOUT "900" _BACKTRACE_TRIPLES "/tmp/w-import/tests/cli/CMakeLists.txt;3;add_test;/tmp/w-import/tests/cli/CMakeLists.txt;0;")
