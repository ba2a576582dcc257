@echo off
rem Set up what is missing and start the program. Without arguments it opens the example file.
setlocal
call "%~dp0with-python.cmd" run.py %*
exit /b %ERRORLEVEL%
