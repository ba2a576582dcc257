@echo off
rem Set up what is missing and make the packages for Windows: packaging\build.cmd [windows] [--ohne-probe]
setlocal
call "%~dp0with-python.cmd" build.py %*
exit /b %ERRORLEVEL%
