/* Complex functions that Wine 8 only declares in its C run-time. Only for trying the package under Wine.
   Everything else is forwarded to Wine's own run-time, a copy of which stands beside as ucrtwine.dll: see wine.py.
   Microsoft's compiler passes complex numbers as structures and takes long double for double. */
#include <complex.h>
#include <math.h>
#include <stdint.h>

#define CMPLX(r, i) __builtin_complex((double)(r), (double)(i))
typedef struct { double r, i; } Double;
typedef union { struct { float r, i; } part; uint64_t bits; } Float;

static double complex of_double(Double z) { return CMPLX(z.r, z.i); }
static Double to_double(double complex z) { Double out = {creal(z), cimag(z)}; return out; }
static double complex of_float(uint64_t bits) { Float z; z.bits = bits; return CMPLX(z.part.r, z.part.i); }
static uint64_t to_float(double complex z) { Float f; f.part.r = (float)creal(z); f.part.i = (float)cimag(z); return f.bits; }

#define COMPLEX(name) \
    Double kpr_##name(Double z) { return to_double(name(of_double(z))); } \
    Double kpr_##name##l(Double z) { return to_double(name(of_double(z))); } \
    uint64_t kpr_##name##f(uint64_t z) { return to_float(name(of_float(z))); }
#define REAL(name) \
    double kpr_##name(Double z) { return name(of_double(z)); } \
    double kpr_##name##l(Double z) { return name(of_double(z)); } \
    float kpr_##name##f(uint64_t z) { return (float)name(of_float(z)); }

COMPLEX(catan) COMPLEX(ccos) COMPLEX(ccosh) COMPLEX(cexp) COMPLEX(clog) COMPLEX(csin) COMPLEX(csinh)
COMPLEX(csqrt) COMPLEX(ctan) COMPLEX(ctanh) COMPLEX(cacos) COMPLEX(cacosh) COMPLEX(casin) COMPLEX(casinh)
COMPLEX(catanh) COMPLEX(conj)
REAL(cabs) REAL(carg) REAL(cimag) REAL(creal)

Double kpr_cpow(Double a, Double b) { return to_double(cpow(of_double(a), of_double(b))); }
Double kpr_cpowl(Double a, Double b) { return to_double(cpow(of_double(a), of_double(b))); }
uint64_t kpr_cpowf(uint64_t a, uint64_t b) { return to_float(cpow(of_float(a), of_float(b))); }
