/* Stand-in for icuuc.dll, which Windows has since 2018 and Wine 8 lacks. Only for trying the package under Wine.
   Qt asks it for text encodings other than UTF-8, UTF-16, Latin-1 and the local one: there are none here. */
#define NONE(name) __declspec(dllexport) void *name(void) { return 0; }
NONE(ucnv_cbFromUWriteUChars)
NONE(ucnv_cbToUWriteUChars)
NONE(ucnv_close)
NONE(ucnv_countAvailable)
NONE(ucnv_fromUCountPending)
NONE(ucnv_fromUnicode)
NONE(ucnv_getAvailableName)
NONE(ucnv_getFromUCallBack)
NONE(ucnv_getMaxCharSize)
NONE(ucnv_getName)
NONE(ucnv_getStandardName)
NONE(ucnv_getToUCallBack)
NONE(ucnv_reset)
NONE(ucnv_setFromUCallBack)
NONE(ucnv_setToUCallBack)
NONE(ucnv_toUCountPending)
NONE(ucnv_toUnicode)
NONE(UCNV_FROM_U_CALLBACK_SUBSTITUTE)
NONE(UCNV_TO_U_CALLBACK_SUBSTITUTE)

/* Opening a converter fails with U_FILE_ACCESS_ERROR, as for a name nobody knows. */
__declspec(dllexport) void *ucnv_open(const char *name, int *status) {
    (void)name;
    if (status) *status = 4;
    return 0;
}
