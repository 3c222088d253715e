# An external detector in awk: how far the metrics are from an exponentially weighted mean of their past.
# In: a table with a header; columns sample, time, train, then the metrics. Out: one score for each sample.
BEGIN { FS = ","; share = 0.05 }
NR == 1 { next }
{
    sum = 0
    for (i = 4; i <= NF; i++) {
        distance = $i - (NR == 2 ? $i : mean[i])
        sum += distance < 0 ? -distance : distance
        mean[i] = NR == 2 ? $i : mean[i] + share * distance
    }
    print sum / (NF - 3)
}
