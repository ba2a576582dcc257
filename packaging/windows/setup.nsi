; Set-up program for one user without administrator's rights; windows_package.py runs makensis with
;   /DVERSION=0.9.0 /DTARGET=amd64-unicode /DWORK=folder with dateien.nsh /DRESULT=Setup.exe /DKILOBYTES=size installed
; It writes and removes only what the list dateien.nsh names: data, settings and files of others stay, whatever happens.
; Silent: Setup.exe /S [/D=folder, last and without quotation marks]. Exit codes: 0 done, 1 cancelled, 2 failed,
; 3 the program is running (or its files are locked), 4 Windows is too old.

Unicode true
Target ${TARGET}
RequestExecutionLevel user
SetCompressor /SOLID lzma
ManifestDPIAware true

!define NAME "KPR-Arbeitsplatz"
!define PROGRAM "KPR-Arbeitsplatz.exe"
!define CONSOLE "KPR-Konsole.exe"
!define REMOVER "Deinstallieren.exe"
!define FILETYPE "KPR-Arbeitsplatz.Datei"
!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\${NAME}"
!define ICON "${__FILEDIR__}/kpr-arbeitsplatz.ico"

Name "${NAME} ${VERSION}"
OutFile "${RESULT}"
InstallDir "$LOCALAPPDATA\Programs\${NAME}"
InstallDirRegKey HKCU "${UNINSTALL}" "InstallLocation"
BrandingText "${NAME} ${VERSION}"

!include "MUI2.nsh"
!include "LogicLib.nsh"
!include "WinVer.nsh"
!include "FileFunc.nsh"
!include "x64.nsh"
!include "WordFunc.nsh"
!include "${WORK}/dateien.nsh"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_ABORTWARNING
!define MUI_WELCOMEPAGE_TEXT "Das Programm wird für Ihr Benutzerkonto eingerichtet. Administratorrechte und ein Internetzugang sind nicht nötig.$\r$\n$\r$\nEine ältere Version wird ersetzt. Ihre Dateien (*.kpr), Sicherungen und Einstellungen bleiben unberührt.$\r$\n$\r$\nBitte beenden Sie KPR-Arbeitsplatz, bevor Sie fortfahren."
!define MUI_FINISHPAGE_RUN "$INSTDIR\${PROGRAM}"
!define MUI_FINISHPAGE_RUN_TEXT "KPR-Arbeitsplatz jetzt starten"
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!define MUI_UNCONFIRMPAGE_TEXT_TOP "KPR-Arbeitsplatz wird von diesem Benutzerkonto entfernt. Ihre Dateien (*.kpr), Sicherungen und Einstellungen bleiben erhalten."
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "German"

VIProductVersion "${VERSION}.0"
VIFileVersion "${VERSION}.0"
VIAddVersionKey /LANG=1031 "ProductName" "${NAME}"
VIAddVersionKey /LANG=1031 "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=1031 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=1031 "FileDescription" "Einrichtung von ${NAME}"
VIAddVersionKey /LANG=1031 "LegalCopyright" "Lizenz: EUPL 1.2"

; --- Is it running? ---------------------------------------------------------------------------------------------------
; Windows locks the file of a running program. Asked again until it is closed; a silent set-up ends with code 3.

!macro WAIT_UNTIL_CLOSED FOLDER FILE
    ${Do}
        StrCpy $1 ""
        ${If} ${FileExists} "${FOLDER}\${FILE}"
            ClearErrors
            FileOpen $0 "${FOLDER}\${FILE}" a
            ${If} ${Errors}
                StrCpy $1 "locked"
            ${Else}
                FileClose $0
            ${EndIf}
        ${EndIf}
        ${If} $1 == ""
            ${Break}
        ${EndIf}
        ${If} ${Silent}
            SetErrorLevel 3
            Quit
        ${EndIf}
        MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "KPR-Arbeitsplatz ist noch geöffnet (oder die Datei ${FOLDER}\${FILE} ist gesperrt).$\r$\n$\r$\nBitte beenden Sie das Programm und wählen Sie dann „Wiederholen“. Bis jetzt wurde nichts geändert." IDRETRY +3
        SetErrorLevel 3
        Quit
    ${Loop}
!macroend

!macro ALL_CLOSED FOLDER
    !insertmacro WAIT_UNTIL_CLOSED "${FOLDER}" "${PROGRAM}"
    !insertmacro WAIT_UNTIL_CLOSED "${FOLDER}" "${CONSOLE}"
!macroend

!macro TELL_EXPLORER ; file types have changed
    System::Call "shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)"
!macroend

; --- Set up -----------------------------------------------------------------------------------------------------------

Function .onInit
    SetShellVarContext current
    ${IfNot} ${RunningX64}
    ${OrIfNot} ${AtLeastBuild} 17763
        MessageBox MB_OK|MB_ICONSTOP "KPR-Arbeitsplatz braucht Windows 10 (Version 1809 oder neuer) oder Windows 11, jeweils mit 64 Bit." /SD IDOK
        SetErrorLevel 4
        Quit
    ${EndIf}
    ReadRegStr $R1 HKCU "${UNINSTALL}" "DisplayVersion"
    ${If} $R1 != ""
        ${VersionCompare} "$R1" "${VERSION}" $R2
        ${If} $R2 == 1
            MessageBox MB_YESNO|MB_ICONQUESTION|MB_DEFBUTTON2 "Eingerichtet ist bereits die neuere Version $R1. Dateien, die mit ihr bearbeitet wurden, lassen sich mit Version ${VERSION} vielleicht nicht öffnen.$\r$\n$\r$\nTrotzdem die ältere Version ${VERSION} einrichten?" /SD IDYES IDYES +3
            SetErrorLevel 1
            Quit
        ${EndIf}
    ${EndIf}
FunctionEnd

Section "Programm"
    SetShellVarContext current
    ReadRegStr $R0 HKCU "${UNINSTALL}" "InstallLocation"
    !insertmacro ALL_CLOSED "$INSTDIR"
    ${If} $R0 != ""
        !insertmacro ALL_CLOSED "$R0"
        ${If} ${FileExists} "$R0\${REMOVER}"
            DetailPrint "Die bisherige Version wird entfernt …"
            ExecWait '"$R0\${REMOVER}" /S /ERSETZEN _?=$R0' $R3 ; it knows its own files; returns when it has finished
            Delete "$R0\${REMOVER}"
            RMDir "$R0"
        ${EndIf}
    ${EndIf}

    ClearErrors
    !insertmacro WRITE_PROGRAM
    SetOutPath "$INSTDIR"
    WriteUninstaller "$INSTDIR\${REMOVER}"
    ${If} ${Errors}
        SetErrorLevel 2
        Abort "Die Programmdateien ließen sich nicht vollständig schreiben (Speicherplatz, Rechte, Virenschutz?)."
    ${EndIf}

    CreateShortcut "$SMPROGRAMS\${NAME}.lnk" "$INSTDIR\${PROGRAM}"
    WriteRegStr HKCU "Software\Classes\${FILETYPE}" "" "KPR-Datei"
    WriteRegStr HKCU "Software\Classes\${FILETYPE}\DefaultIcon" "" "$INSTDIR\${PROGRAM},0"
    WriteRegStr HKCU "Software\Classes\${FILETYPE}\shell\open\command" "" '"$INSTDIR\${PROGRAM}" "%1"'
    WriteRegStr HKCU "Software\Classes\.kpr" "" "${FILETYPE}"
    WriteRegStr HKCU "Software\Classes\.kpr\OpenWithProgids" "${FILETYPE}" ""
    !insertmacro TELL_EXPLORER

    WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "${NAME}"
    WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
    WriteRegStr HKCU "${UNINSTALL}" "DisplayIcon" "$INSTDIR\${PROGRAM},0"
    WriteRegStr HKCU "${UNINSTALL}" "Publisher" "KPR-Arbeitsplatz (freie Software, EUPL 1.2)"
    WriteRegStr HKCU "${UNINSTALL}" "InstallLocation" "$INSTDIR"
    WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\${REMOVER}"'
    WriteRegStr HKCU "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\${REMOVER}" /S'
    WriteRegDWORD HKCU "${UNINSTALL}" "EstimatedSize" ${KILOBYTES}
    WriteRegDWORD HKCU "${UNINSTALL}" "NoModify" 1
    WriteRegDWORD HKCU "${UNINSTALL}" "NoRepair" 1
SectionEnd

; --- Remove -----------------------------------------------------------------------------------------------------------

Section "Uninstall"
    SetShellVarContext current
    !insertmacro ALL_CLOSED "$INSTDIR"
    SetOutPath "$TEMP" ; the own folder must not be the current one
    !insertmacro REMOVE_PROGRAM
    Delete "$INSTDIR\${REMOVER}"
    RMDir "$INSTDIR" ; stays when somebody keeps files of his own in it

    ${GetParameters} $R4
    ClearErrors
    ${GetOptions} $R4 "/ERSETZEN" $R5
    ${If} ${Errors} ; not when a new version is about to write them anew
        Delete "$SMPROGRAMS\${NAME}.lnk"
        DeleteRegKey HKCU "Software\Classes\${FILETYPE}"
        DeleteRegValue HKCU "Software\Classes\.kpr\OpenWithProgids" "${FILETYPE}"
        ReadRegStr $R6 HKCU "Software\Classes\.kpr" ""
        ${If} $R6 == "${FILETYPE}"
            DeleteRegValue HKCU "Software\Classes\.kpr" ""
        ${EndIf}
        DeleteRegKey /ifempty HKCU "Software\Classes\.kpr\OpenWithProgids"
        DeleteRegKey /ifempty HKCU "Software\Classes\.kpr"
        DeleteRegKey HKCU "${UNINSTALL}"
        !insertmacro TELL_EXPLORER
    ${EndIf}
SectionEnd
