# CMake generated Testfile for 
# Source directory: /tmp/w-import/tests/lint
# Build directory: /tmp/w-import/b/tests/lint
# 
# This file includes the relevant testing commands required for 
# testing this directory and lists subdirectories to be tested as well.
add_test([=[lint.layers]=] "/root/.pyenv/shims/python3" "/tmp/w-import/tests/lint/check_layers.py" "/tmp/w-import")
set_tests_properties([=[lint.layers]=] PROPERTIES  LABELS "lint" _BACKTRACE_TRIPLES "/tmp/w-import/tests/lint/CMakeLists.txt;3;add_test;/tmp/w-import/tests/lint/CMakeLists.txt;0;")
add_test([=[lint.layers_finds_each_fault]=] "/root/.pyenv/shims/python3" "/tmp/w-import/tests/lint/check_layers_selftest.py")
set_tests_properties([=[lint.layers_finds_each_fault]=] PROPERTIES  LABELS "lint" _BACKTRACE_TRIPLES "/tmp/w-import/tests/lint/CMakeLists.txt;4;add_test;/tmp/w-import/tests/lint/CMakeLists.txt;0;")
add_test([=[lint.core_only_configures_without_qt]=] "/usr/bin/cmake" "-S" "/tmp/w-import" "-B" "/tmp/w-import/b/tests/lint/core-only" "-G" "Ninja" "-DNODESENTRY_BUILD_GUI=OFF" "-DCMAKE_DISABLE_FIND_PACKAGE_Qt6=ON")
set_tests_properties([=[lint.core_only_configures_without_qt]=] PROPERTIES  LABELS "lint" _BACKTRACE_TRIPLES "/tmp/w-import/tests/lint/CMakeLists.txt;8;add_test;/tmp/w-import/tests/lint/CMakeLists.txt;0;")
add_test([=[lint.command_line_loads_no_qt]=] "sh" "-c" "! objdump -p /tmp/w-import/b/bin/nodesentry | grep -i 'NEEDED.*libQt'")
set_tests_properties([=[lint.command_line_loads_no_qt]=] PROPERTIES  LABELS "lint" _BACKTRACE_TRIPLES "/tmp/w-import/tests/lint/CMakeLists.txt;13;add_test;/tmp/w-import/tests/lint/CMakeLists.txt;0;")
