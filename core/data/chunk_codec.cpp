#include "core/data/chunk_codec_p.h"

#include <libdeflate.h>

#include <algorithm>
#include <memory>

namespace nodesentry {

namespace {

/// The fastest level of libdeflate: about the size of zlib's level 1 in half the time.
constexpr int kLevel = 1;
constexpr std::size_t kChecksumBytes = 4;

/// Byte 0 of all values, then byte 1 of all values, …: bytes of equal meaning lie together and pack better.
void shuffle(std::span<const std::byte> values, std::size_t elementSize, std::byte* out)
{
    const auto count = values.size() / elementSize;
    for (std::size_t part = 0; part < elementSize; ++part) {
        const std::byte* in = values.data() + part;
        for (std::size_t i = 0; i < count; ++i)
            out[i] = in[i * elementSize];
        out += count;
    }
}

void unshuffle(const std::byte* shuffled, std::size_t elementSize, std::span<std::byte> values)
{
    const auto count = values.size() / elementSize;
    if (elementSize == 4) { // almost all of our data
        const std::byte* a = shuffled;
        std::byte* out = values.data();
        for (std::size_t i = 0; i < count; ++i, out += 4) {
            out[0] = a[i];
            out[1] = a[i + count];
            out[2] = a[i + 2 * count];
            out[3] = a[i + 3 * count];
        }
        return;
    }
    for (std::size_t part = 0; part < elementSize; ++part) {
        std::byte* out = values.data() + part;
        for (std::size_t i = 0; i < count; ++i)
            out[i * elementSize] = shuffled[i];
        shuffled += count;
    }
}

/// One of each a thread: making them costs as much as packing a small chunk.
libdeflate_compressor* compressor()
{
    thread_local const std::unique_ptr<libdeflate_compressor, decltype(&libdeflate_free_compressor)> own(
        libdeflate_alloc_compressor(kLevel), libdeflate_free_compressor);
    return own.get();
}
libdeflate_decompressor* decompressor()
{
    thread_local const std::unique_ptr<libdeflate_decompressor, decltype(&libdeflate_free_decompressor)> own(
        libdeflate_alloc_decompressor(), libdeflate_free_decompressor);
    return own.get();
}

} // namespace

std::uint32_t fletcher32(std::span<const std::byte> bytes)
{
    const auto fold = [](std::uint32_t sum) { return (sum & 0xffff) + (sum >> 16); };
    constexpr std::size_t kWordsWithoutOverflow = 360;
    std::uint32_t sum1 = 0;
    std::uint32_t sum2 = 0;
    std::size_t at = 0;
    while (bytes.size() - at >= 2) {
        const auto end = at + 2 * std::min(kWordsWithoutOverflow, (bytes.size() - at) / 2);
        for (; at < end; at += 2) {
            sum1 += std::to_integer<std::uint32_t>(bytes[at]) << 8
                | std::to_integer<std::uint32_t>(bytes[at + 1]);
            sum2 += sum1;
        }
        sum1 = fold(sum1);
        sum2 = fold(sum2);
    }
    if (at < bytes.size()) {
        sum1 = fold(sum1 + (std::to_integer<std::uint32_t>(bytes[at]) << 8));
        sum2 = fold(sum2 + sum1);
    }
    return fold(sum2) << 16 | fold(sum1);
}

bool packChunk(std::span<const std::byte> values, std::size_t elementSize, std::vector<std::byte>& packed)
{
    auto* tool = compressor();
    if (tool == nullptr)
        return false;
    std::vector<std::byte> shuffled(values.size());
    shuffle(values, elementSize, shuffled.data());
    packed.resize(libdeflate_zlib_compress_bound(tool, shuffled.size()) + kChecksumBytes);
    const auto size = libdeflate_zlib_compress(tool, shuffled.data(), shuffled.size(), packed.data(),
                                               packed.size() - kChecksumBytes);
    const auto sum = fletcher32({packed.data(), size});
    for (std::size_t i = 0; i < kChecksumBytes; ++i)
        packed[size + i] = static_cast<std::byte>(sum >> (8 * i));
    packed.resize(size + kChecksumBytes);
    return size > 0;
}

ChunkDamage unpackChunk(std::span<const std::byte> packed, std::size_t elementSize,
                        std::span<std::byte> values)
{
    if (packed.size() < kChecksumBytes)
        return ChunkDamage::Content;
    const auto content = packed.first(packed.size() - kChecksumBytes);
    std::uint32_t stored = 0;
    for (std::size_t i = 0; i < kChecksumBytes; ++i)
        stored |= std::to_integer<std::uint32_t>(packed[content.size() + i]) << (8 * i);
    if (stored != fletcher32(content))
        return ChunkDamage::Checksum;
    auto* tool = decompressor();
    std::vector<std::byte> shuffled(values.size());
    // No place for the true size: then exactly this many bytes must come out.
    if (tool == nullptr
        || libdeflate_zlib_decompress(tool, content.data(), content.size(), shuffled.data(), shuffled.size(),
                                      nullptr)
            != LIBDEFLATE_SUCCESS)
        return ChunkDamage::Content;
    unshuffle(shuffled.data(), elementSize, values);
    return ChunkDamage::None;
}

} // namespace nodesentry
