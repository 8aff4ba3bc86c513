# Installs what find_package(utvmc) needs besides the program and the runtime.
include(CMakePackageConfigHelpers)
include(GNUInstallDirs)

set(utvmc_package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/utvmc)
configure_package_config_file(
  ${CMAKE_CURRENT_LIST_DIR}/utvmcConfig.cmake.in ${PROJECT_BINARY_DIR}/utvmcConfig.cmake
  INSTALL_DESTINATION ${utvmc_package_dir}
  PATH_VARS CMAKE_INSTALL_BINDIR CMAKE_INSTALL_DATADIR)
# Firmware is built for another architecture than utvmc was: its word size is of no concern.
write_basic_package_version_file(${PROJECT_BINARY_DIR}/utvmcConfigVersion.cmake
  COMPATIBILITY SameMinorVersion ARCH_INDEPENDENT)
install(FILES
  ${PROJECT_BINARY_DIR}/utvmcConfig.cmake
  ${PROJECT_BINARY_DIR}/utvmcConfigVersion.cmake
  ${CMAKE_CURRENT_LIST_DIR}/UtvmcAddModel.cmake
  DESTINATION ${utvmc_package_dir})
