# Targets: grc::grc, the shared library; grc::static, the static one.
get_filename_component(grc_PREFIX "${CMAKE_CURRENT_LIST_DIR}/../../.." ABSOLUTE)

if(NOT TARGET grc::grc)
    add_library(grc::grc SHARED IMPORTED)
    set_target_properties(grc::grc PROPERTIES
        IMPORTED_LOCATION "${grc_PREFIX}/lib/libgrc.so"
        INTERFACE_INCLUDE_DIRECTORIES "${grc_PREFIX}/include")
    add_library(grc::static STATIC IMPORTED)
    set_target_properties(grc::static PROPERTIES
        IMPORTED_LOCATION "${grc_PREFIX}/lib/libgrc.a"
        INTERFACE_INCLUDE_DIRECTORIES "${grc_PREFIX}/include"
        INTERFACE_LINK_LIBRARIES "pthread;dl;m")
endif()
