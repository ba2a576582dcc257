@echo off
rem Set up what is missing and measure the program. Options: --runs N, --only start,files,keys,documents
setlocal
call "%~dp0with-python.cmd" bench.py %*
exit /b %ERRORLEVEL%
