@echo off
rem SPDX-License-Identifier: EPL-2.0
rem creative-studio [VERB ...]: opens the workbench, or does the verb in this terminal. See --help.
setlocal EnableExtensions DisableDelayedExpansion
set "root=%~dp0"
set "found="
if defined JAVA_HOME call :try "%JAVA_HOME%"
if not defined found for %%P in (java.exe) do if not "%%~$PATH:P"=="" call :try "%%~dp$PATH:P.."
if not defined found for /d %%D in ("%ProgramFiles%\Eclipse Adoptium\*" "%ProgramFiles%\Java\*" "%ProgramFiles%\Microsoft\jdk*" "%ProgramFiles%\Zulu\*" "%USERPROFILE%\.jdks\*") do call :try "%%~D"
if not defined found (
	echo Creative Studio needs Java 21 or newer and found none. 1>&2
	echo To get one:  winget install EclipseAdoptium.Temurin.21.JDK 1>&2
	echo or unpack one anywhere and set JAVA_HOME to its directory. 1>&2
	exit /b 1
)
set "jar="
for %%J in ("%root%plugins\org.eclipse.equinox.launcher_*.jar") do set "jar=%%~fJ"
if not defined jar (
	echo There is no Creative Studio in %root%. 1>&2
	exit /b 1
)
if not "%~1"=="" goto terminal
set "home=%CREATIVE_STUDIO_HOME%"
if not defined home set "home=%APPDATA%\Creative Studio"
start "" "%found%\bin\javaw.exe" -Xmx1g -Djava.awt.headless=true --enable-native-access=ALL-UNNAMED -jar "%jar%" -nosplash -data "%home%\workspace"
exit /b 0

:terminal
"%found%\bin\java.exe" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto -Xlog:disable -Xlog:all=error:stderr -Djava.awt.headless=true --enable-native-access=ALL-UNNAMED -jar "%jar%" -nosplash -data @none -nl en -application org.creativestudio.comfyui.cli.application %*
exit /b %ERRORLEVEL%

rem Takes the Java in this directory when it is 21 or newer and none was taken yet.
:try
if defined found exit /b 0
if not exist "%~1\bin\java.exe" exit /b 0
set "version="
if exist "%~1\release" for /f "tokens=2 delims==" %%V in ('findstr /b "JAVA_VERSION=" "%~1\release"') do set "version=%%~V"
for /f "delims=.+-" %%M in ("%version%") do set "version=%%M"
if not defined version exit /b 0
if %version% GEQ 21 set "found=%~f1"
exit /b 0
