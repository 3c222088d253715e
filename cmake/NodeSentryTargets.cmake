# Settings that every target of the project shares, and the two functions that make targets.

add_library(nodesentry_settings INTERFACE)
target_include_directories(nodesentry_settings INTERFACE ${CMAKE_SOURCE_DIR} ${CMAKE_BINARY_DIR}/generated)
target_compile_features(nodesentry_settings INTERFACE cxx_std_20)
target_compile_options(nodesentry_settings INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor
    # GCC 12 reports std::string concatenation falsely (GCC bug 105651).
    $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>
    $<$<BOOL:${NODESENTRY_WARNINGS_AS_ERRORS}>:-Werror>)
# What a distribution builds its packages with: a fault of memory ends the program instead of being used.
# _FORTIFY_SOURCE needs an optimizing build; sanitizers bring checks of their own that it would hide.
target_compile_options(nodesentry_settings INTERFACE -fstack-protector-strong)
target_link_options(nodesentry_settings INTERFACE -Wl,-z,relro,-z,now)
target_compile_definitions(nodesentry_settings INTERFACE _GLIBCXX_ASSERTIONS)
if(NOT NODESENTRY_SANITIZE)
    target_compile_definitions(nodesentry_settings INTERFACE
        $<$<CONFIG:Release,RelWithDebInfo>:_FORTIFY_SOURCE=2>)
endif()
if(NODESENTRY_SANITIZE)
    # Without the last one, undefined behaviour is reported and the test passes.
    target_compile_options(nodesentry_settings INTERFACE
        -fsanitize=${NODESENTRY_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
    target_link_options(nodesentry_settings INTERFACE -fsanitize=${NODESENTRY_SANITIZE})
endif()

# In a unity build the compiler reads a dozen sources of one library as one, and their common headers once. It then takes
# their local types for those of a header.
if(CMAKE_UNITY_BUILD)
    target_compile_options(nodesentry_settings INTERFACE $<$<CXX_COMPILER_ID:GNU>:-Wno-subobject-linkage>)
endif()

# nodesentry_add_module(<name> SOURCES <file>... [DEPENDS <module or target>...] [PRIVATE <target>...])
# One static library for one folder of core. Only the modules named here can be linked against, so the
# linker keeps the directions of docs/architecture.md together with tests/lint/check_layers.py.
function(nodesentry_add_module name)
    cmake_parse_arguments(ARG "" "" "SOURCES;DEPENDS;PRIVATE" ${ARGN})
    add_library(nodesentry_${name} STATIC ${ARG_SOURCES})
    target_link_libraries(nodesentry_${name} PUBLIC nodesentry_settings ${ARG_DEPENDS} PRIVATE ${ARG_PRIVATE})
    set_target_properties(nodesentry_${name} PROPERTIES POSITION_INDEPENDENT_CODE ON)
endfunction()

# nodesentry_add_test(<name> SOURCES <file>... LIBRARIES <target>... [LABELS <label>...])
# One GoogleTest program for one module. Every TEST becomes a CTest case; with the label torch the whole program is
# one, since loading LibTorch takes longer than most tests.
function(nodesentry_add_test name)
    cmake_parse_arguments(ARG "" "" "SOURCES;LIBRARIES;LABELS" ${ARGN})
    add_executable(${name} ${ARG_SOURCES})
    target_link_libraries(${name} PRIVATE nodesentry_settings ${ARG_LIBRARIES} GTest::gtest GTest::gtest_main)
    target_compile_definitions(${name} PRIVATE NODESENTRY_TEST_DATA="${CMAKE_SOURCE_DIR}/tests/data")
    set(labels ${ARG_LABELS})
    if(NOT labels)
        set(labels unit)
    endif()
    if("torch" IN_LIST labels)
        add_test(NAME ${name} COMMAND ${name} --gtest_brief=1)
        set_tests_properties(${name} PROPERTIES LABELS "${labels}" TIMEOUT 1800)
    else()
        gtest_discover_tests(${name} PROPERTIES LABELS "${labels}" DISCOVERY_TIMEOUT 60)
    endif()
endfunction()

# nodesentry_add_qt_test(<name> SOURCES <file>... LIBRARIES <target>... [LABELS <label>...])
# One Qt Test program, run without a screen; the whole program is one CTest case.
function(nodesentry_add_qt_test name)
    cmake_parse_arguments(ARG "" "" "SOURCES;LIBRARIES;LABELS" ${ARGN})
    add_executable(${name} ${ARG_SOURCES})
    set_target_properties(${name} PROPERTIES AUTOMOC ON)
    target_link_libraries(${name} PRIVATE nodesentry_settings ${ARG_LIBRARIES} Qt6::Test)
    set(labels ${ARG_LABELS})
    if(NOT labels)
        set(labels unit)
    endif()
    add_test(NAME ${name} COMMAND ${name})
    set_tests_properties(${name} PROPERTIES LABELS "${labels}" TIMEOUT 900
        ENVIRONMENT "QT_QPA_PLATFORM=offscreen;LC_ALL=C.UTF-8")
endfunction()
