#include "core/clustering/feature_scaler.h"

#include "core/base/expects.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

using namespace nodesentry;

namespace {

const double kNaN = std::numeric_limits<double>::quiet_NaN();

} // namespace

TEST(FeatureScaler, StandardisesColumnsByTheValuesWorkedOutByHand)
{
    FeatureMatrix training(4, 2);
    training << 1, 10, 3, 10, 1, 30, 3, 30; // means 2 and 20, deviations 1 and 10
    const auto scaler = FeatureScaler::fit(training, 2, false);
    EXPECT_EQ(scaler.apply(Eigen::VectorXd(Eigen::Vector2d(5, 15))), Eigen::Vector2d(3, -0.5));
    const auto all = scaler.apply(training);
    EXPECT_DOUBLE_EQ(all(0, 0), -1.0);
    EXPECT_DOUBLE_EQ(all(3, 1), 1.0);
}

TEST(FeatureScaler, ConstantColumnsAndRoundingNoiseGiveZero)
{
    FeatureMatrix training(3, 3);
    training << 7, 1e6, 1, 7, 1e6 + 1e-8, 2, 7, 1e6, 3;
    const auto scaler = FeatureScaler::fit(training, 3, false);
    EXPECT_EQ(scaler.varyingColumns(), 1);
    const auto row = scaler.apply(Eigen::VectorXd(Eigen::Vector3d(100, 0, 2)));
    EXPECT_EQ(row, Eigen::Vector3d::Zero());
}

TEST(FeatureScaler, SmallNumbersThatVaryAreNotTakenForNoise)
{
    FeatureMatrix training(2, 1);
    training << 1e-12, 3e-12;
    EXPECT_NEAR(FeatureScaler::fit(training, 1, false).apply(training)(1, 0), 1.0, 1e-12);
}

TEST(FeatureScaler, MissingValuesAreLeftOutOfTheFitAndGiveTheMean)
{
    FeatureMatrix training(4, 2);
    training << 1, kNaN, 3, kNaN, kNaN, 5, std::numeric_limits<double>::infinity(), kNaN;
    const auto scaler = FeatureScaler::fit(training, 1, false);
    EXPECT_DOUBLE_EQ(scaler.mean()[0], 2.0);
    EXPECT_DOUBLE_EQ(scaler.deviation()[0], 1.0);
    EXPECT_EQ(scaler.deviation()[1], 0.0); // one value says nothing of how it varies
    const auto scaled = scaler.apply(training);
    EXPECT_EQ(scaled(2, 0), 0.0);
    EXPECT_EQ(scaled(3, 0), 0.0);
    EXPECT_EQ(scaled(2, 1), 0.0);
}

TEST(FeatureScaler, BalanceDividesByTheRootOfTheVaryingColumnsOfAMetric)
{
    FeatureMatrix training(2, 8); // two metrics of four features; three vary in the first, one in the second
    training << 0, 0, 0, 9, 0, 9, 9, 9, 2, 2, 2, 9, 2, 9, 9, 9;
    const auto scaled = FeatureScaler::fit(training, 4, true).apply(training);
    EXPECT_NEAR(scaled(1, 0), 1 / std::sqrt(3.0), 1e-15);
    EXPECT_DOUBLE_EQ(scaled(1, 4), 1.0);
    const Eigen::RowVectorXd difference = scaled.row(0) - scaled.row(1);
    EXPECT_NEAR(difference.head(4).squaredNorm(), difference.tail(4).squaredNorm(), 1e-14);
}

TEST(FeatureScaler, ClipsBeforeItWeighs)
{
    FeatureMatrix training(2, 2);
    training << -1, -1, 1, 1;
    const auto scaler = FeatureScaler::fit(training, 2, true, 3.0);
    const auto row = scaler.apply(Eigen::VectorXd(Eigen::Vector2d(1000, -1000)));
    EXPECT_NEAR(row[0], 3 / std::sqrt(2.0), 1e-14);
    EXPECT_NEAR(row[1], -3 / std::sqrt(2.0), 1e-14);
}

TEST(FeatureScaler, TakesTheRootWithItsSignAfterClipping)
{
    FeatureMatrix training(2, 1);
    training << -1, 1;
    const auto scaler = FeatureScaler::fit(training, 1, false, 9.0, true);
    const auto at
        = [&](double value) { return scaler.apply(Eigen::VectorXd(Eigen::VectorXd::Constant(1, value)))[0]; };
    EXPECT_DOUBLE_EQ(at(4), 2.0);
    EXPECT_DOUBLE_EQ(at(-4), -2.0);
    EXPECT_DOUBLE_EQ(at(1000), 3.0);
    EXPECT_EQ(at(0), 0.0);
}

TEST(FeatureScaler, LearnsNothingFromWhatIsLeftOut)
{
    FeatureMatrix training(4, 1);
    training << 1, 1e6, 3, -1e9;
    const auto scaler = FeatureScaler::fit(training, 1, false, 0.0, false, {false, true, false, true});
    EXPECT_EQ(scaler.mean()[0], 2.0);
    EXPECT_EQ(scaler.deviation()[0], 1.0);
}

TEST(FeatureScaler, RefusesRowsOfAnotherWidth)
{
    const auto scaler = FeatureScaler::fit(FeatureMatrix::Zero(3, 4), 2, true);
    EXPECT_THROW((void)scaler.apply(Eigen::VectorXd(Eigen::Vector3d::Zero())), ContractViolation);
    EXPECT_THROW((void)FeatureScaler::fit(FeatureMatrix::Zero(3, 4), 3, true), ContractViolation);
}
