/// sanitizers-work FAULT: makes the fault of that name.
#include <climits>
#include <cstring>
#include <vector>

int main(int argc, char** argv)
{
    const char* fault = argc == 2 ? argv[1] : "";
    volatile int one = argc - 1;
    if (std::strcmp(fault, "overflow") == 0) {
        const std::vector<int> numbers(3);
        return numbers.data()[2 + one];
    }
    if (std::strcmp(fault, "leak") == 0) {
        static_cast<volatile char*>(new char[100])[one] = 'x';
        return 0;
    }
    if (std::strcmp(fault, "undefined") == 0) {
        volatile int most = INT_MAX;
        most = most + one;
    }
    return 0;
}
