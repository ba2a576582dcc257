@echo off
rem Set up what is missing and run everything a machine can check.
setlocal
call "%~dp0with-python.cmd" check.py %*
exit /b %ERRORLEVEL%
