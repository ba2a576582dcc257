@echo off
rem Run a script of this folder with a Python that is new enough. PYTHON names another interpreter.
setlocal
rem What goes into a pipe or a file is UTF-8 too; the console itself does not need this.
set "PYTHONIOENCODING=utf-8"
set "SCRIPT=%~dp0%~1"
set "NEWENOUGH=import sys; sys.exit(sys.version_info < (3, 11))"
if defined PYTHON (
    "%PYTHON%" -c "%NEWENOUGH%" >nul 2>nul && set "FOUND="%PYTHON%"" && goto found
)
for %%V in (3.13 3.12 3.11) do (
    py -%%V -c "%NEWENOUGH%" >nul 2>nul && set "FOUND=py -%%V" && goto found
)
python -c "%NEWENOUGH%" >nul 2>nul && set "FOUND=python" && goto found
echo Es fehlt Python 3.11 oder neuer. 1>&2
exit /b 1
:found
shift
set "REST="
:collect
if "%~1"=="" goto start
set "REST=%REST% "%~1""
shift
goto collect
:start
%FOUND% "%SCRIPT%"%REST%
exit /b %ERRORLEVEL%
