#include "core/simulate/application.h"

#include "core/base/expects.h"
#include "core/simulate/noise_p.h"

#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace nodesentry {

namespace {

using enum Activity;

/// The levels of one phase of a built-in application.
struct PhaseRow {
    const char* name;
    double seconds, user, system, ioWait, faults, read, write, metadata, net, messages, switches, misses,
        instructions, ripple, rippleSeconds;
};

struct ApplicationRow {
    const char* name;
    double memory, memoryGrowth, diskGrowth, tasks;
    int mostNodes;
    double startSeconds, startRead; ///< reading input
    double settleSeconds;
    double checkpointEvery, checkpointSeconds, checkpointWrite;
    double finishSeconds, finishWrite;
    std::vector<PhaseRow> cycle;
};

/// Kinds of applications by what is commonly said of their behaviour; every number is invented.
const std::vector<ApplicationRow>& applicationTable()
{
    // clang-format off
    static const std::vector<ApplicationRow> rows = {
        //                       mem  grow  disk  tasks nodes start read settle  every  s   write  finish write
        //   phase              s    user  sys   iow   fault read  write meta  net   msg   swit  miss  instr ripple s
        {"stencil",              0.55, 0.00, 0.05, 0.50, 128, 120, 0.4,  1200, 1800,  90, 0.75, 60, 0.5, {
            {"sweep",           240, 0.90, 0.03, 0.00, 0.05, 0.00, 0.01, 0.02, 0.15, 0.10, 0.10, 0.55, 0.45, 0.05, 75},
            {"halo exchange",    75, 0.55, 0.12, 0.01, 0.05, 0.00, 0.01, 0.02, 0.65, 0.45, 0.35, 0.30, 0.30, 0.10, 45}}},
        {"molecular_dynamics",   0.22, 0.02, 0.08, 0.50, 32,   60, 0.2,  600,  1200,  45, 0.35, 45, 0.3, {
            {"forces",          420, 0.94, 0.03, 0.00, 0.03, 0.00, 0.02, 0.02, 0.25, 0.55, 0.20, 0.18, 0.80, 0.04, 90},
            {"neighbour lists",  60, 0.72, 0.06, 0.00, 0.25, 0.00, 0.01, 0.02, 0.38, 0.30, 0.25, 0.50, 0.50, 0.06, 45}}},
        {"sparse_solver",        0.62, 0.05, 0.02, 0.50, 64,  150, 0.5,  0,    5400, 120, 0.60, 60, 0.4, {
            {"assembly",        150, 0.70, 0.06, 0.01, 0.55, 0.02, 0.01, 0.03, 0.10, 0.08, 0.15, 0.60, 0.42, 0.04, 60},
            {"preconditioner",   90, 0.88, 0.04, 0.00, 0.30, 0.00, 0.00, 0.02, 0.18, 0.20, 0.15, 0.42, 0.55, 0.05, 60},
            {"iterations",      300, 0.80, 0.09, 0.00, 0.04, 0.00, 0.01, 0.02, 0.45, 0.85, 0.55, 0.78, 0.24, 0.09, 120}}},
        {"dense_linear_algebra", 0.84, 0.00, 0.01, 0.48, 128, 180, 0.1,  0,    0,      0, 0.00, 30, 0.1, {
            {"panel",            90, 0.72, 0.07, 0.00, 0.10, 0.00, 0.00, 0.01, 0.55, 0.40, 0.30, 0.30, 0.50, 0.08, 45},
            {"update",          390, 0.97, 0.02, 0.00, 0.05, 0.00, 0.00, 0.01, 0.22, 0.12, 0.08, 0.10, 0.96, 0.03, 130}}},
        {"spectral_transform",   0.50, 0.00, 0.04, 0.50, 128,  90, 0.3,  900,  2700,  60, 0.65, 60, 0.5, {
            {"transform",       120, 0.90, 0.04, 0.00, 0.06, 0.00, 0.01, 0.02, 0.12, 0.10, 0.10, 0.50, 0.58, 0.05, 60},
            {"transpose",        90, 0.45, 0.20, 0.00, 0.06, 0.00, 0.01, 0.02, 0.95, 0.60, 0.50, 0.35, 0.20, 0.07, 45}}},
        {"graph_analytics",      0.72, 0.10, 0.02, 0.65, 16,  300, 0.8,  0,    0,      0, 0.00, 90, 0.4, {
            {"gather",          100, 0.58, 0.22, 0.01, 0.62, 0.02, 0.00, 0.03, 0.42, 0.95, 0.80, 0.96, 0.10, 0.10, 50},
            {"apply",           140, 0.82, 0.05, 0.00, 0.20, 0.00, 0.00, 0.02, 0.10, 0.15, 0.30, 0.82, 0.22, 0.05, 70},
            {"balance",          60, 0.35, 0.15, 0.00, 0.30, 0.00, 0.00, 0.02, 0.60, 0.70, 0.65, 0.40, 0.12, 0.08, 60}}},
        {"monte_carlo",          0.10, 0.00, 0.02, 0.50, 64,   30, 0.1,  0,    3600,  20, 0.20, 20, 0.2, {
            {"sampling",        600, 0.96, 0.01, 0.00, 0.02, 0.00, 0.00, 0.01, 0.02, 0.02, 0.05, 0.05, 0.86, 0.02, 200},
            {"reduction",        45, 0.50, 0.05, 0.00, 0.05, 0.00, 0.02, 0.02, 0.22, 0.30, 0.20, 0.15, 0.40, 0.05, 45}}},
        {"particle_in_cell",     0.66, 0.08, 0.10, 0.50, 128, 150, 0.4,  1800, 3600, 150, 0.85, 90, 0.7, {
            {"push",            210, 0.93, 0.03, 0.00, 0.08, 0.00, 0.01, 0.02, 0.10, 0.10, 0.10, 0.45, 0.62, 0.04, 70},
            {"deposit",         100, 0.85, 0.05, 0.00, 0.20, 0.00, 0.01, 0.02, 0.25, 0.25, 0.20, 0.70, 0.35, 0.06, 50},
            {"sort",             60, 0.62, 0.10, 0.00, 0.45, 0.00, 0.01, 0.02, 0.48, 0.40, 0.35, 0.85, 0.18, 0.06, 60}}},
        {"deep_learning",        0.42, 0.03, 0.15, 0.85, 8,   200, 0.7,  0,    3000,  75, 0.80, 60, 0.5, {
            {"training",        500, 0.36, 0.10, 0.01, 0.30, 0.35, 0.01, 0.15, 0.50, 0.30, 0.45, 0.25, 0.30, 0.08, 100},
            {"validation",      120, 0.24, 0.06, 0.02, 0.15, 0.50, 0.01, 0.20, 0.10, 0.08, 0.30, 0.20, 0.20, 0.06, 60}}},
        {"genome_assembly",      0.88, 0.04, 0.35, 0.70, 1,   240, 0.9,  0,    0,      0, 0.00, 180, 0.8, {
            {"count k-mers",    400, 0.60, 0.10, 0.10, 0.45, 0.80, 0.15, 0.10, 0.05, 0.05, 0.35, 0.60, 0.30, 0.08, 110},
            {"build graph",     500, 0.84, 0.05, 0.01, 0.80, 0.05, 0.02, 0.03, 0.02, 0.02, 0.20, 0.90, 0.20, 0.04, 140},
            {"write contigs",   150, 0.30, 0.12, 0.14, 0.10, 0.05, 0.65, 0.15, 0.05, 0.03, 0.30, 0.30, 0.20, 0.10, 60}}},
        {"climate_model",        0.40, 0.02, 0.12, 0.52, 64,  150, 0.5,  1500, 7200, 180, 0.90, 90, 0.6, {
            {"dynamics",        210, 0.85, 0.06, 0.00, 0.06, 0.00, 0.01, 0.03, 0.52, 0.50, 0.35, 0.45, 0.42, 0.06, 70},
            {"physics",         160, 0.93, 0.03, 0.00, 0.05, 0.00, 0.01, 0.02, 0.10, 0.08, 0.12, 0.25, 0.62, 0.04, 80},
            {"output",           50, 0.35, 0.12, 0.07, 0.05, 0.02, 0.60, 0.40, 0.30, 0.15, 0.30, 0.15, 0.18, 0.05, 50}}},
        {"data_processing",      0.30, 0.06, 0.30, 0.75, 2,    45, 0.5,  0,    0,      0, 0.00, 60, 0.6, {
            {"read",             90, 0.30, 0.26, 0.20, 0.30, 0.95, 0.02, 0.60, 0.15, 0.10, 0.60, 0.30, 0.18, 0.10, 45},
            {"transform",       130, 0.70, 0.08, 0.02, 0.40, 0.10, 0.05, 0.10, 0.08, 0.08, 0.35, 0.45, 0.45, 0.05, 65},
            {"write",            75, 0.25, 0.24, 0.24, 0.15, 0.02, 0.95, 0.75, 0.20, 0.10, 0.60, 0.20, 0.15, 0.08, 45}}},
    };
    // clang-format on
    return rows;
}

ActivityLevels levelsOf(const PhaseRow& row)
{
    ActivityLevels levels = idleLevels();
    const auto set = [&](Activity activity, double level) {
        levels[indexOf(activity)] = std::max(levels[indexOf(activity)], static_cast<float>(level));
    };
    set(User, row.user);
    set(System, row.system);
    set(IoWait, row.ioWait);
    set(Faults, row.faults);
    set(DiskRead, row.read);
    set(DiskWrite, row.write);
    set(Metadata, row.metadata);
    set(NetReceive, row.net);
    set(NetTransmit, row.net);
    set(Messages, row.messages);
    set(Switches, row.switches);
    set(CacheMisses, row.misses);
    set(Instructions, row.instructions);
    return levels;
}

/// Reading and writing as every application does it, more or less.
ApplicationPhase transferPhase(const char* name, double seconds, double read, double write)
{
    const double amount = std::max(read, write);
    const PhaseRow row{name,
                       seconds,
                       0.25,
                       0.06 + 0.1 * amount,
                       0.1 * amount,
                       0.4 * read,
                       read,
                       write,
                       0.1 + 0.3 * amount,
                       0.2 * amount,
                       0.1,
                       0.2,
                       0.2,
                       0.15,
                       0.05,
                       50.0};
    ApplicationPhase phase;
    phase.name = name;
    phase.seconds = seconds;
    phase.levels = levelsOf(row);
    phase.levels[indexOf(MajorFaults)] = static_cast<float>(0.35 * read);
    phase.ripple = row.ripple;
    phase.rippleSeconds = row.rippleSeconds;
    return phase;
}

/// Differs from application to application of different seeds, in levels by some 15 %, in times by 25 %.
class Variation {
public:
    explicit Variation(SplitMix random) : m_random(random) { }

    double level(double value) { return std::min(value * std::exp(0.15 * normal(m_random)), 1.0); }
    double time(double value) { return value * std::exp(0.25 * normal(m_random)); }
    void apply(ApplicationPhase& phase)
    {
        phase.seconds = time(phase.seconds);
        phase.rippleSeconds = time(phase.rippleSeconds);
        for (const auto activity : {System, IoWait, Faults, DiskRead, DiskWrite, Metadata, NetReceive,
                                    Messages, Switches, CacheMisses, Instructions})
            phase.levels[indexOf(activity)]
                = static_cast<float>(level(static_cast<double>(phase.levels[indexOf(activity)])));
        phase.levels[indexOf(NetTransmit)] = phase.levels[indexOf(NetReceive)];
        // Busy CPUs cannot become busier, only idler ones can.
        auto& user = phase.levels[indexOf(User)];
        user = std::min(user * static_cast<float>(std::exp(0.06 * normal(m_random))), 0.985F);
    }

private:
    SplitMix m_random;
};

Application makeApplication(int index, std::uint64_t seed)
{
    const auto& row = applicationTable()[static_cast<std::size_t>(index) % applicationTable().size()];
    const auto variant = static_cast<std::size_t>(index) / applicationTable().size() + 1;
    Variation vary(NoiseField(seed, NoiseOf::Application, {static_cast<std::uint64_t>(index)}).sequence());

    Application application;
    application.name = variant == 1 ? row.name : fmt::format("{}_{}", row.name, variant);
    application.memory = std::min(vary.level(row.memory), 0.9);
    application.memoryGrowth = std::min(vary.level(row.memoryGrowth), 0.93 - application.memory);
    application.diskGrowth = vary.level(row.diskGrowth);
    application.tasks = vary.level(row.tasks);
    application.mostNodes = row.mostNodes;
    application.start = transferPhase("start", row.startSeconds, row.startRead, 0.02);
    vary.apply(application.start);
    for (const auto& phaseRow : row.cycle) {
        ApplicationPhase phase{phaseRow.name, phaseRow.seconds, levelsOf(phaseRow), phaseRow.ripple,
                               phaseRow.rippleSeconds};
        vary.apply(phase);
        application.cycle.push_back(std::move(phase));
    }
    if (row.checkpointSeconds > 0) {
        application.checkpoint = transferPhase("checkpoint", row.checkpointSeconds, 0.0, row.checkpointWrite);
        vary.apply(application.checkpoint);
        application.checkpointEvery = vary.time(row.checkpointEvery);
    }
    application.settleSeconds = vary.time(row.settleSeconds);
    application.finish = transferPhase("finish", row.finishSeconds, 0.0, row.finishWrite);
    vary.apply(application.finish);
    return application;
}

/// Levels within a phase: iterations show as a ripple in which the network follows the CPU.
ActivityLevels rippled(const ApplicationPhase& phase, double seconds)
{
    ActivityLevels levels = phase.levels;
    const double angle = 2.0 * std::numbers::pi * seconds / phase.rippleSeconds;
    const auto up = static_cast<float>(1.0 + phase.ripple * std::sin(angle));
    const auto down = static_cast<float>(1.0 - phase.ripple * std::sin(angle - 0.6));
    for (const auto activity : {User, Instructions, CacheMisses})
        levels[indexOf(activity)] *= up;
    for (const auto activity : {NetReceive, NetTransmit, Messages, System})
        levels[indexOf(activity)] *= down;
    return levels;
}

ActivityLevels cycleLevels(const Application& application, double seconds)
{
    const bool hasCheckpoints = application.checkpoint.seconds > 0;
    if (hasCheckpoints) {
        const double inPeriod
            = std::fmod(seconds, application.checkpointEvery + application.checkpoint.seconds);
        if (inPeriod >= application.checkpointEvery)
            return rippled(application.checkpoint, inPeriod - application.checkpointEvery);
        seconds = inPeriod; // the cycle begins anew after each
    }
    double cycleLength = 0.0;
    for (const auto& phase : application.cycle)
        cycleLength += phase.seconds;
    double inCycle = std::fmod(seconds, cycleLength);
    for (const auto& phase : application.cycle) {
        if (inCycle < phase.seconds)
            return rippled(phase, inCycle);
        inCycle -= phase.seconds;
    }
    return application.cycle.back().levels; // only by rounding
}

} // namespace

ActivityLevels idleLevels()
{
    ActivityLevels levels{};
    levels[indexOf(User)] = 0.002F;
    levels[indexOf(System)] = 0.003F;
    levels[indexOf(IoWait)] = 0.0005F;
    levels[indexOf(Memory)] = 0.02F;
    levels[indexOf(PageCache)] = 0.03F;
    levels[indexOf(Faults)] = 0.002F;
    levels[indexOf(DiskWrite)] = 0.002F;
    levels[indexOf(Metadata)] = 0.01F;
    levels[indexOf(NetReceive)] = 0.0005F;
    levels[indexOf(NetTransmit)] = 0.0005F;
    levels[indexOf(Messages)] = 0.001F;
    levels[indexOf(Switches)] = 0.006F;
    levels[indexOf(CacheMisses)] = 0.004F;
    levels[indexOf(Instructions)] = 0.003F;
    return levels;
}

std::vector<Application> makeApplications(int count, std::uint64_t seed)
{
    NODESENTRY_EXPECTS(count > 0, "there is at least one application");
    std::vector<Application> applications;
    for (int index = 0; index < count; ++index)
        applications.push_back(makeApplication(index, seed));
    return applications;
}

ActivityLevels levelsAt(const Application& application, const JobShape& job, double seconds)
{
    // Very short jobs start and finish in proportion.
    const double startSeconds = std::min(application.start.seconds, 0.25 * job.lengthSeconds);
    const double finishSeconds
        = job.finishes ? std::min(application.finish.seconds, 0.15 * job.lengthSeconds) : 0.0;
    const double inBody = seconds - startSeconds;

    ActivityLevels levels;
    double held = 1.0; ///< share of the memory that is held already
    if (inBody < 0.0) {
        levels = rippled(application.start, seconds);
        held = seconds / startSeconds;
    } else if (seconds >= job.lengthSeconds - finishSeconds) {
        levels = rippled(application.finish, seconds - (job.lengthSeconds - finishSeconds));
        held = 0.9;
    } else {
        levels = cycleLevels(application, inBody * job.speed);
        if (inBody < application.settleSeconds)
            for (const auto activity : {User, Instructions, NetReceive, NetTransmit, Messages})
                levels[indexOf(activity)] *= 0.8F;
    }
    for (const auto activity : {DiskRead, DiskWrite, NetReceive, NetTransmit, Messages, Faults})
        levels[indexOf(activity)] *= static_cast<float>(job.size);
    if (job.alone)
        for (const auto activity : {NetReceive, NetTransmit, Messages})
            levels[indexOf(activity)] *= 0.12F;

    constexpr double kGrowthSeconds = 4.0 * 3600.0;
    const double grown = 1.0 - std::exp(-std::max(inBody, 0.0) / kGrowthSeconds);
    const double memory = (application.memory + application.memoryGrowth * grown) * job.memory * held;
    levels[indexOf(Memory)] += static_cast<float>(std::min(memory, 0.93));
    levels[indexOf(DiskUsed)] = static_cast<float>(application.diskGrowth * grown * job.size);
    levels[indexOf(Tasks)] = static_cast<float>(application.tasks);
    // Reclaim begins where memory is scarce.
    levels[indexOf(AllocationStalls)] += static_cast<float>(std::max(0.0, memory - 0.78));
    levels[indexOf(NetErrors)] = 0.02F * levels[indexOf(NetReceive)] * levels[indexOf(NetReceive)];
    return levels;
}

} // namespace nodesentry
