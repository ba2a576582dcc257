/* Stand-in for bcryptprimitives.dll, which Wine 8 lacks. Only for trying the package under Wine.
   Rust's standard library (typst, calamine) takes the seed of its hash tables from ProcessPrng. */
#include <windows.h>
#include <ntsecapi.h>

__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE bytes, SIZE_T length) {
    return RtlGenRandom(bytes, (ULONG)length);
}
